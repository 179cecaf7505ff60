"""What is known: the model, the ontology, identity, derivation, stores and queries."""
