"""What the commands `deploy.py` and `entra_app.py` are made of: plain HTTPS to Azure, with the app's own libraries."""
