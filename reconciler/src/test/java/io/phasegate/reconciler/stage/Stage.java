package io.phasegate.reconciler.stage;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.engine.pass.Engine;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.pass.Ports;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.engine.status.StatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One object of a kind before a cluster in memory. The test plays everybody else.
 *
 * @param <R> the object
 * @param <S> its status
 */
public final class Stage<R extends HasMetadata, S> {

  private static final int MANY = 20;

  private final Kind<R, S, ?, ?> kind;
  private final MemoryCluster cluster = new MemoryCluster(() -> now(), this::changed);
  private final List<Notice> notices = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private Consumer<R> meanwhile = _ -> {};
  private int statusWrites;
  private R primary;
  private boolean gone;

  private Stage(Kind<R, S, ?, ?> kind, R primary) {
    this.kind = kind;
    this.primary = primary;
  }

  /** The object as a user has just created it; it needs a uid and a namespace. */
  public static <R extends HasMetadata, S> Stage<R, S> of(Kind<R, S, ?, ?> kind, R primary) {
    return new Stage<>(kind, primary);
  }

  public MemoryCluster cluster() {
    return cluster;
  }

  private Instant now() {
    return now;
  }

  /** Lets time go by. */
  public Stage<R, S> later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Changes the object as somebody else would. */
  public Stage<R, S> edit(Consumer<R> how) {
    primary = Copies.copy(primary);
    how.accept(primary);
    return this;
  }

  /** Somebody else writes during the next pass, between its look and its status write. */
  public Stage<R, S> meanwhile(Consumer<R> how) {
    meanwhile = how;
    return this;
  }

  /** Somebody deletes the object; while a finalizer holds it, it stays. */
  public Stage<R, S> delete() {
    String time = now.toString();
    edit(object -> object.getMetadata().setDeletionTimestamp(time));
    gone = primary.getFinalizers().isEmpty();
    return this;
  }

  /** True when it was deleted and nothing holds it any more. */
  public boolean isGone() {
    return gone;
  }

  @SuppressWarnings("unchecked")
  private void changed(HasMetadata written) {
    primary = (R) written;
    gone =
        written.getMetadata().getDeletionTimestamp() != null && written.getFinalizers().isEmpty();
  }

  /** One pass. */
  public Outcome pass() {
    return run(kind);
  }

  private <F, O> Outcome run(Kind<R, S, F, O> typed) {
    R read = primary;
    var ports =
        new Ports<R>(
            cluster,
            cluster,
            cluster,
            changed -> write(read, changed),
            (_, notice) -> notices.add(notice),
            _ -> {},
            () -> now);
    return new Engine<>(typed, ports).run(read);
  }

  private StatusWriter.Result write(R read, R changed) {
    Consumer<R> other = meanwhile;
    meanwhile = _ -> {};
    edit(other);
    if (!kind.statusShape().same(status(), kind.statusShape().read(read))) {
      return new StatusWriter.Result.Conflict();
    }
    statusWrites++;
    primary = kind.statusShape().with(primary, kind.statusShape().read(changed));
    return new StatusWriter.Result.Written();
  }

  /** Passes, a second apart, until one neither writes anything nor wants another at once. */
  public Outcome settle() {
    for (int i = 0; i < MANY; i++) {
      int before = statusWrites;
      cluster.writes();
      Outcome outcome = later(Duration.ofSeconds(1)).pass();
      boolean wrote = statusWrites > before || !cluster.writes().isEmpty();
      if (!wrote && !(outcome instanceof Outcome.AgainAtOnce)) {
        return outcome;
      }
    }
    throw new AssertionError("it never comes to rest: " + status());
  }

  public R primary() {
    return primary;
  }

  public S status() {
    return kind.statusShape().read(primary);
  }

  /** How often the status was written so far. */
  public int statusWrites() {
    return statusWrites;
  }

  /** The word in the status; for a phase machine what it says to metrics. */
  public String word() {
    return kind.statusShape() instanceof ConditionedStatus<R, S> shape
        ? shape.word(status())
        : kind.phaseOf(primary);
  }

  /** {@code True/Reason}, or {@code absent}. */
  public String condition(String type) {
    return find(type).map(each -> each.status().word() + "/" + each.reason()).orElse("absent");
  }

  public String message(String type) {
    return find(type).map(StatusCondition::message).orElse("absent");
  }

  private Optional<StatusCondition> find(String type) {
    return conditions().filter(each -> each.type().equals(type)).findFirst();
  }

  private Stream<StatusCondition> conditions() {
    return kind.statusShape() instanceof ConditionedStatus<R, S> shape
        ? shape.conditions(status()).stream()
        : Stream.empty();
  }

  /** All events since somebody last asked, as kubectl shows them: {@code Warning AuthError}. */
  public List<String> told() {
    List<String> since =
        notices.stream().map(each -> each.severity().word() + " " + each.reason()).toList();
    notices.clear();
    return since;
  }
}
