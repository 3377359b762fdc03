package io.phasegate.reconciler.engine.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON within the bounds of an API server, which are wider than Jackson's own: what it stores, it
 * also lists, and one object that cannot be read would hide all others of its kind from us.
 */
public final class ApiJson {

  /** An API server takes 10 000 levels; in lists and events an object lies a few levels deeper. */
  private static final int DEEPEST = 10_000 + 16;

  /** The length of texts is bounded by what an API server stores of one object, so not by us. */
  private static final StreamReadConstraints READ =
      StreamReadConstraints.builder()
          .maxNestingDepth(DEEPEST)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .build();

  private static final StreamWriteConstraints WRITE =
      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build();

  private ApiJson() {}

  /** A mapper's builder, to be set up further. */
  public static JsonMapper.Builder mapper() {
    return JsonMapper.builder(
        JsonFactory.builder().streamReadConstraints(READ).streamWriteConstraints(WRITE).build());
  }
}
