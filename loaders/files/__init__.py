"""Any received file -> raw sheets of cells, within bounds."""
