"""The domain library of Assisted Chat and its adapters."""
