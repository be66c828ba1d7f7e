.PHONY: bindings

bindings: ## the front end's types, from core's wire types
	PAPERBOY_WRITE_BINDINGS=1 cargo test -q -p paperboy-core bindings
