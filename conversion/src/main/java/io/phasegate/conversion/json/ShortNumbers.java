package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.stream.IntStream;

/**
 * Numbers as they were read. Those of one digit or two are there once for all: a list may hold
 * hundreds of thousands of them in a megabyte, and each by itself would take thirty times as much
 * memory as its spelling. They never change, so nobody can fill the list.
 */
final class ShortNumbers {

  private static final Json.Num[] NUMBERS =
      IntStream.range(0, 100).mapToObj(Json.Num::of).toArray(Json.Num[]::new);

  private ShortNumbers() {}

  /** The number that is spelled by some bytes, which are a number of JSON. */
  static Json.Num at(byte[] utf8, int begin, int end) {
    int length = end - begin;
    if (length == 1) {
      return NUMBERS[utf8[begin] - '0'];
    }
    if (length == 2 && utf8[begin] != '-') {
      return NUMBERS[10 * (utf8[begin] - '0') + utf8[begin + 1] - '0'];
    }
    return new Json.Num(new String(utf8, begin, length, ISO_8859_1));
  }
}
