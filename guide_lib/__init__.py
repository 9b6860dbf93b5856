"""The guide to cancelling a paid AliExpress order: its claims, its workflow, its advice and its dates."""
