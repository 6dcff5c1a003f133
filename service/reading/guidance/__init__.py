"""What the guidance asks of a note beyond its words: actions, decisions, goals, voice, what a record must hold."""
