package io.phasegate.reconciler.engine.cases;

import io.phasegate.reconciler.engine.condition.ConditionStatus;
import io.phasegate.reconciler.engine.condition.Conditions;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.event.LogLine;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.engine.pass.Engine;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.pass.Ports;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.resource.Copies;
import io.phasegate.reconciler.engine.status.StatusWords;
import io.phasegate.reconciler.engine.status.StatusWriter;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetShape;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One widget, a clock, a cluster, and the engine: a pass at a time, in seconds since the start. */
final class Lab {

  final FakeCluster cluster = new FakeCluster();
  final List<Notice> events = new ArrayList<>();
  final List<LogLine> logs = new ArrayList<>();
  final List<WidgetStatus> statusWrites = new ArrayList<>();

  private final Profile profile;
  private Widget widget = Widget.named("w");
  private Function<Widget, Plan> plan = _ -> Plan.nothing();
  private BiFunction<WidgetStatus, Conditions, WidgetStatus> decorator = (status, _) -> status;
  private StatusWords words = StatusWords.standard();
  private StatusWriter.Result onStatusWrite = new StatusWriter.Result.Written();
  private Instant now = at(100);

  private Lab(Profile profile) {
    this.profile = profile;
  }

  /** The engine as it runs. */
  static Lab ours() {
    return new Lab(Profile.standard());
  }

  /** The engine as upstream's behaves. */
  static Lab upstream() {
    return new Lab(Profile.parity());
  }

  /** The engine with these deviations. */
  static Lab with(Profile profile) {
    return new Lab(profile);
  }

  static Instant at(double seconds) {
    return Instant.ofEpochMilli(Math.round(1_700_000_000_000L + seconds * 1000));
  }

  /** A condition that is stored. */
  Lab stored(String type, ConditionStatus status, String reason, double since) {
    var condition = new StatusCondition(type, status, reason, "as stored", at(since), 1);
    return storing(
        Stream.concat(conditions().stream(), Stream.of(condition)).toList(), status().status());
  }

  /** The word that is stored. */
  Lab storedWord(String word) {
    return storing(conditions(), word);
  }

  private Lab storing(List<StatusCondition> conditions, String word) {
    var shape = new WidgetShape();
    widget = shape.with(widget, shape.with(status(), conditions, word, 1));
    return this;
  }

  Lab planning(Function<Widget, Plan> what) {
    plan = what;
    return this;
  }

  Lab decorating(BiFunction<WidgetStatus, Conditions, WidgetStatus> how) {
    decorator = how;
    return this;
  }

  Lab calling(StatusWords other) {
    words = other;
    return this;
  }

  Lab onStatusWrite(StatusWriter.Result result) {
    onStatusWrite = result;
    return this;
  }

  /** Changes the widget as a user or the API server would. */
  Lab editing(Consumer<Widget> edit) {
    widget = Copies.copy(widget);
    edit.accept(widget);
    return this;
  }

  Lab time(double seconds) {
    now = at(seconds);
    return this;
  }

  /** A pass in which these components are reported. */
  Outcome pass(ComponentHealth... components) {
    return run(new LabKind(List.of(components), plan, decorator, words));
  }

  /** The same at another time. */
  Outcome passAt(double seconds, ComponentHealth... components) {
    return time(seconds).pass(components);
  }

  /** A pass of any kind. */
  <F, O> Outcome run(Kind<Widget, WidgetStatus, F, O> kind) {
    var ports =
        new Ports<Widget>(
            cluster,
            Inspection.none(),
            cluster,
            this::write,
            (_, notice) -> events.add(notice),
            logs::add,
            () -> now);
    return new Engine<>(kind, ports, profile).run(widget);
  }

  private StatusWriter.Result write(Widget changed) {
    if (onStatusWrite instanceof StatusWriter.Result.Written) {
      statusWrites.add(changed.getStatus());
      widget = changed;
    }
    return onStatusWrite;
  }

  Widget widget() {
    return widget;
  }

  WidgetStatus status() {
    return widget.getStatus();
  }

  /** The word in the status. */
  String root() {
    return status().status();
  }

  private List<StatusCondition> conditions() {
    return new WidgetShape().conditions(status());
  }

  /** {@code True/Reason}, or {@code absent}. */
  String condition(String type) {
    return conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status().word() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }

  String message(String type) {
    return conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(StatusCondition::message)
        .findFirst()
        .orElse("absent");
  }

  /** When it changed, in seconds since the start. */
  long since(String type) {
    return conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.lastTransitionTime().getEpochSecond() - 1_700_000_000L)
        .findFirst()
        .orElse(-1L);
  }
}
