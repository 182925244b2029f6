"""What each page of the web app says."""
