"""What must hold of a deployment: functions from it to findings, each a line that says what to change."""
