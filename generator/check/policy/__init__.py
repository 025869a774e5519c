"""Rules of the policy and the law: each is a generator of findings, clause by clause."""
