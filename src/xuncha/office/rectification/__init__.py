"""Rectification: orders to bodies, what they answer, contests, second looks, striking off."""
