"""What fazhi costs, beside docxtpl on the same work in the same run; nothing here passes or fails."""
