package io.phasegate.reconciler.engine.inspect;

import static io.phasegate.reconciler.engine.policy.Deviation.PODS_ARE_READ_CLOSELY;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a route fares (spec/engine.md 6.7); one parent that has taken it is enough (B-28). */
record RouteInspector(Profile profile) {

  Health inspect(HTTPRoute route, Inspection inspection) {
    List<Health> verdicts =
        route.getStatus() == null
            ? List.of()
            : route.getStatus().getParents().stream()
                .flatMap(parent -> verdict(parent).stream())
                .toList();
    Optional<Health> accepted =
        profile.has(PODS_ARE_READ_CLOSELY)
            ? verdicts.stream().filter(one -> one.errors().isEmpty()).findFirst()
            : Optional.empty();
    return accepted
        .or(() -> verdicts.stream().findFirst())
        .orElseGet(() -> Health.progressing("HTTPRoutePending", "no gateway has answered yet"));
  }

  private static Optional<Health> verdict(RouteParentStatus parent) {
    for (Condition condition : parent.getConditions()) {
      boolean isTrue = "True".equals(condition.getStatus());
      String message = Objects.requireNonNullElse(condition.getMessage(), "");
      if ("Accepted".equals(condition.getType())) {
        return Optional.of(
            isTrue
                ? Health.ready("HTTPRouteAccepted")
                : Health.failing(CategorizedError.invalidSpec(condition.getReason(), message)));
      }
      if ("ResolvedRefs".equals(condition.getType()) && !isTrue) {
        return Optional.of(
            Health.failing(CategorizedError.missingDownstream(condition.getReason(), message)));
      }
    }
    return Optional.empty();
  }
}
