"""The collected workbook: the master with what the departments handed in, edited without loss; the only other place that needs lxml."""
