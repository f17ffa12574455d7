nhi adopt --system acme/directory --register register.db --out .
