package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({"0.0.0.0:9443,0.0.0.0,9443", "localhost:0,localhost,0", "[::]:9443,::,9443"})
  void isReadAndWrittenAlike(String text, String host, int port) {
    var parsed = HostPort.parse(text);

    assertThat(parsed).isEqualTo(new HostPort(host, port));
    assertThat(parsed).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9443", "localhost", "::1", "::1:9443", ""})
  void bothPartsAreNeeded(String text) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is not HOST:PORT");
  }

  @Test
  void portsAreNumbersThatExist() {
    assertThatThrownBy(() -> HostPort.parse("localhost:https"))
        .hasMessage("\"localhost:https\" does not end in a port number");
    assertThatThrownBy(() -> HostPort.parse("localhost:65536"))
        .hasMessage("a port is a number from 0 to 65535, not 65536");
  }

  @Test
  void theHostIsNeeded() {
    assertThatThrownBy(() -> HostPort.parse(":9443"))
        .hasMessage("the host is missing: write HOST:PORT");
  }
}
