"""What is planted in the scenario ``tamper``: hidden links and tampering, and what looks like it.

The scenario is served twice: ``FOLDER`` is the web as it is now, ``FOLDER/before`` as it was a
quarter ago. ``FOLDER/tamper.json`` says what was planted and what is clean (``truth.load``).
"""
