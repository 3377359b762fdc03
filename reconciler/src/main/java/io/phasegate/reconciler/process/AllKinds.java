package io.phasegate.reconciler.process;

import io.phasegate.reconciler.adapter.Registration;
import io.phasegate.reconciler.aim.ArtifactKind;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.dgdr.DgdrKind;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kinds of this process: one line each. */
public record AllKinds(List<Registration<?>> registrations) {

  public AllKinds {
    registrations = List.copyOf(registrations);
  }

  /** Every kind that we have, each with its settings. */
  public static AllKinds with(DgdrSettings dgdr, ArtifactSettings artifact) {
    return new AllKinds(
        List.of(
            Registration.of(
                DynamoGraphDeploymentRequest.class, new DgdrKind(dgdr, LegacyOverrides.create())),
            Registration.of(AimArtifact.class, new ArtifactKind(artifact))));
  }

  /**
   * Those with these names; all when none is named.
   *
   * @throws CannotStart when there is no kind of a name
   */
  List<Registration<?>> chosen(Set<String> names) {
    Set<String> known =
        registrations.stream()
            .map(Registration::name)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new CannotStart("--kinds: there are no kinds called " + unknown + "; we know " + known);
    }
    return registrations.stream()
        .filter(each -> names.isEmpty() || names.contains(each.name()))
        .toList();
  }
}
