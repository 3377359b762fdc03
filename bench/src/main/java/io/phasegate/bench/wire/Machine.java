package io.phasegate.bench.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where figures come from; without that they mean nothing. */
final class Machine {

  private Machine() {}

  /** Processor, memory, system, JVM and the load while it is asked. */
  static Map<String, String> describe() throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processor", line("/proc/cpuinfo", "model name"));
    machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("memory", line("/proc/meminfo", "MemTotal"));
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("java", System.getProperty("java.vm.version"));
    machine.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
    return machine;
  }

  private static String line(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("unknown");
  }
}
