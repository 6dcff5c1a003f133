"""What each sentence is: fact, report, opinion, plan or other."""
