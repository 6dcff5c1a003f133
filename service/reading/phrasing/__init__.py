"""Words worth a question: lists, and a model that reads them in context."""
