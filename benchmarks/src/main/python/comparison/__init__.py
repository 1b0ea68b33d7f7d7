"""Two clients side by side on one load server. Standard library only."""
