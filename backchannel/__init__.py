"""What people touch: the command line, the pipeline and the dashboard."""
