"""The templates of a ministry: of messages, documents and the sections of the advice note."""
