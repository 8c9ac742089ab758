"""The shell: settings, addresses, sign-in, security; knows nothing of the insides of cases."""
