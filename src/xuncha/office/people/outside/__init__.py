"""Signing in through the installation's own directory or identity service (OIDC, CAS, LDAP).

What is proved outside is who somebody is, never what he may do: the login stands here.
"""
