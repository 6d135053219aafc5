"""What developers run by hand: the layout as text, the sample workbooks."""
