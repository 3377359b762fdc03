package io.phasegate.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@link Span} for picocli. */
final class SpanConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return Span.parse(text).orElseThrow(() -> new TypeConversionException(Span.complaint(text)));
  }
}
