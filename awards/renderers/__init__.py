"""Awards on paper: certificates, test sheets, workbooks."""
