"""The briefing page's parts: choice, desk, draft, pack, preview."""
