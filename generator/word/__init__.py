"""The Word file: reading the layout, turning blocks into WordprocessingML, writing the package."""
