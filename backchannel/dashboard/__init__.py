"""The dashboard: pages made of blocks, blocks made of widgets."""
