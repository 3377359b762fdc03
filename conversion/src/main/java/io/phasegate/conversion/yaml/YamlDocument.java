package io.phasegate.conversion.yaml;

import io.phasegate.conversion.json.Json;

/**
 * One document of a YAML text.
 *
 * @param line where it begins, from 1
 */
public record YamlDocument(int line, Json value) {}
