"""The verbs: each strings the stages together. Only this package knows them all."""
