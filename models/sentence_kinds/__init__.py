"""Fact, report, opinion, plan or other: the model of sentence kinds."""
