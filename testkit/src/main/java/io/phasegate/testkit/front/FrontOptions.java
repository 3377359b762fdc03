package io.phasegate.testkit.front;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How to set up a front.
 *
 * @param webhook where our webhook listens, for instance {@code https://localhost:9443}
 * @param caPem the authorities that its certificate is trusted by, PEM
 * @param kinds the kinds that are served with admission and conversion
 * @param hooks the admission webhooks
 * @param port where to listen on the loopback address; 0 for any free port
 * @param listener gets the trace of every write to a registered kind, on the request's own thread
 */
public record FrontOptions(
    URI webhook,
    String caPem,
    List<CustomResourceDefinition> kinds,
    List<AdmissionHook> hooks,
    int port,
    Consumer<Trace> listener) {

  public FrontOptions {
    kinds = List.copyOf(kinds);
    hooks = List.copyOf(hooks);
  }

  /** Nothing registered yet, any free port. */
  public static FrontOptions of(URI webhook, String caPem) {
    return new FrontOptions(webhook, caPem, List.of(), List.of(), 0, trace -> {});
  }

  /** Serves one kind more. */
  public FrontOptions serving(CustomResourceDefinition kind) {
    return new FrontOptions(
        webhook,
        caPem,
        Stream.concat(kinds.stream(), Stream.of(kind)).toList(),
        hooks,
        port,
        listener);
  }

  /** Calls one admission webhook more. */
  public FrontOptions admitting(AdmissionHook hook) {
    return new FrontOptions(
        webhook,
        caPem,
        kinds,
        Stream.concat(hooks.stream(), Stream.of(hook)).toList(),
        port,
        listener);
  }

  /** Listens on a given port. */
  public FrontOptions onPort(int given) {
    return new FrontOptions(webhook, caPem, kinds, hooks, given, listener);
  }

  /** Tells every write's trace to {@code given}. */
  public FrontOptions tracingTo(Consumer<Trace> given) {
    return new FrontOptions(webhook, caPem, kinds, hooks, port, given);
  }

  /**
   * One webhook of a configuration.
   *
   * @param name as in the configuration; refusals are told under it (A7)
   * @param path under the webhook's address, for instance {@code /mutate}
   * @param operations on which it is called; never for subresources
   * @param resources the plurals of the registered kinds that it is called for; empty for all
   */
  public record AdmissionHook(
      Role role, String name, String path, Set<Operation> operations, Set<String> resources) {

    public AdmissionHook {
      operations = Set.copyOf(operations);
      resources = Set.copyOf(resources);
    }

    /** Called for every registered kind. */
    public AdmissionHook(Role role, String name, String path, Set<Operation> operations) {
      this(role, name, path, operations, Set.of());
    }

    /** Called on create and update, may change the object. */
    public static AdmissionHook mutating(String name, String path) {
      return new AdmissionHook(
          Role.MUTATING, name, path, Set.of(Operation.CREATE, Operation.UPDATE));
    }

    /** Called on create and update, may refuse the object. */
    public static AdmissionHook validating(String name, String path) {
      return new AdmissionHook(
          Role.VALIDATING, name, path, Set.of(Operation.CREATE, Operation.UPDATE));
    }

    /** The same for one kind alone. */
    public AdmissionHook on(String resource) {
      return new AdmissionHook(role, name, path, operations, Set.of(resource));
    }

    boolean isFor(Operation operation, String resource) {
      return operations.contains(operation)
          && (resources.isEmpty() || resources.contains(resource));
    }
  }

  /** The two kinds of admission webhooks. */
  public enum Role {
    MUTATING,
    VALIDATING
  }

  /** What a write does, in the words of a review. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }
}
