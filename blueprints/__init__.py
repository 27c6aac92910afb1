"""The web: one folder for each part of the site, and what the folders share."""
