"""The pages of the office: server-rendered, no script, own style sheet."""
