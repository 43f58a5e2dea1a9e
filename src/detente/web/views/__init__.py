"""What the pages beside Play hold: why, comparisons, kinds of future, futures one by one."""
