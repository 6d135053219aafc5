"""What statistical Chinese says: figures in running text, the changes, totals and lists that are said of them."""
