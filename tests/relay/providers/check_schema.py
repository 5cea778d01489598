# SPDX-License-Identifier: Apache-2.0
"""Prints for each FILE whether it is valid: check_schema.py SCHEMA FILE… → one line "valid" or "invalid: why" each."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as file:
        fault = next(validator.iter_errors(json.load(file)), None)
    print("valid" if fault is None else f"invalid: {fault.json_path} {fault.message}".replace("\n", " "))
