package io.phasegate.testkit.cluster.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ties a program's life to ours.
 *
 * <p>The command is wrapped in a shell line that leaves a watchdog behind and then becomes the
 * program, so that process id, signals and exit code are the program's own. The watchdog reads from
 * a pipe of which this JVM holds the only other end. The kernel closes that end when the JVM goes,
 * however it goes, and the watchdog then kills the program. Polling for the parent's id would be
 * slower and could mistake a later process of the same number for it.
 *
 * <p>Where {@code setsid} exists (every Linux), program and watchdog are a session of their own:
 * Ctrl-C in a terminal reaches only the JVM, which then stops everything in order; a signal to the
 * JVM's process group cannot kill the watchdog and leave the program; and the whole group is
 * killed, with whatever the program has started itself.
 */
public final class Watchdog {

  /** Arguments: whom to kill ("0" is the own group), the file for standard input, the command. */
  private static final String SCRIPT =
      """
      exec 3<&0 <"$2"
      victim=$1
      [ "$victim" = self ] && victim=$$
      { while read -r _ <&3; do :; done; kill -KILL "$victim"; } >/dev/null 2>&1 &
      shift 2
      exec "$@" 3<&-
      """;

  private static final Path NOTHING = Path.of("/dev/null");

  private Watchdog() {}

  /** The command under a watchdog, with nothing on its standard input. */
  public static List<String> wrap(List<String> command) {
    return wrap(command, NOTHING);
  }

  /**
   * The command under a watchdog.
   *
   * @param command the program and its arguments
   * @param input the file that the program gets as standard input
   * @return a command for a {@link ProcessBuilder} that must leave standard input a pipe
   */
  public static List<String> wrap(List<String> command, Path input) {
    Optional<Path> setsid = setsid();
    List<String> wrapped = new ArrayList<>();
    setsid.map(Path::toString).ifPresent(wrapped::add);
    wrapped.addAll(List.of("/bin/sh", "-c", SCRIPT, "watchdog"));
    wrapped.add(setsid.isPresent() ? "0" : "self");
    wrapped.add(input.toString());
    wrapped.addAll(command);
    return wrapped;
  }

  private static Optional<Path> setsid() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"))
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
