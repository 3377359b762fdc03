package io.phasegate.reconciler.engine.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.admission.label.LabelGlob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The labels that the engine puts on what it writes: spec/engine.md 1.6. What the kind has set
 * always stays.
 *
 * @param propagate {@linkplain LabelGlob globs} for labels of the primary that children inherit;
 *     malformed ones are ignored. Labels of the kind's own domain are always inherited, those that
 *     Kubernetes' own controllers set never.
 */
public record ChildLabels(KindIdentity identity, List<String> propagate) {

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** What Kubernetes' own controllers put on Jobs and Pods, and refuse with any other value. */
  private static final Set<String> OF_CONTROLLERS =
      Set.of(
          "controller-uid",
          "job-name",
          "pod-template-hash",
          "pod-template-generation",
          "controller-revision-hash");

  private static final List<String> DOMAINS_OF_CONTROLLERS =
      List.of("batch.kubernetes.io/", "apps.kubernetes.io/", "statefulset.kubernetes.io/");

  public ChildLabels {
    propagate = List.copyOf(propagate);
  }

  /** True when the object says that it is managed by us. */
  public static boolean isManagedBy(HasMetadata object, KindIdentity identity) {
    return identity.fieldManager().equals(labels(object.getMetadata()).get(MANAGED_BY));
  }

  /** True when the object has each of these labels. */
  public static boolean carries(HasMetadata object, Map<String, String> wanted) {
    return labels(object.getMetadata()).entrySet().containsAll(wanted.entrySet());
  }

  /** What a child of this primary is to carry, managed-by included. */
  Map<String, String> of(HasMetadata primary) {
    Map<String, String> all = new TreeMap<>();
    List<LabelGlob> globs =
        propagate.stream().flatMap(glob -> LabelGlob.of(glob).stream()).toList();
    labels(primary.getMetadata())
        .forEach((key, value) -> {
          if (isInherited(key, globs)) {
            all.put(key, value);
          }
        });
    all.put(identity.nameLabel(), LabelValue.of(primary.getMetadata().getName()));
    all.put(MANAGED_BY, identity.fieldManager());
    return all;
  }

  /** Adds the labels; a Job's pods get them too, but are managed by the Job's controller. */
  void addTo(HasMetadata child, HasMetadata primary) {
    Map<String, String> wanted = of(primary);
    add(child.getMetadata(), wanted);
    if (child instanceof Job job && job.getSpec() != null && job.getSpec().getTemplate() != null) {
      var template = job.getSpec().getTemplate();
      if (template.getMetadata() == null) {
        template.setMetadata(new ObjectMeta());
      }
      wanted.remove(MANAGED_BY);
      add(template.getMetadata(), wanted);
    }
  }

  private boolean isInherited(String key, List<LabelGlob> globs) {
    boolean isOurs = key.startsWith(identity.domain() + "/");
    return isOurs || (globs.stream().anyMatch(glob -> glob.matches(key)) && !isOfControllers(key));
  }

  private static boolean isOfControllers(String key) {
    return OF_CONTROLLERS.contains(key)
        || DOMAINS_OF_CONTROLLERS.stream().anyMatch(key::startsWith);
  }

  private static void add(ObjectMeta metadata, Map<String, String> wanted) {
    Map<String, String> labels = new HashMap<>(wanted);
    labels.putAll(labels(metadata));
    metadata.setLabels(new TreeMap<>(labels));
  }

  private static Map<String, String> labels(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getLabels(), Map.of());
  }
}
