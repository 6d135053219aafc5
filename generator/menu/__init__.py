"""The Chinese menu of ``fazhi`` alone in a terminal: it asks for what a command needs and runs that command."""
