"""Which action serves a message that says plainly what it is about, whatever it was taken for."""
