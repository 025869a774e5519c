"""The rules of the policy and of the law, a module for each part of the policy."""
