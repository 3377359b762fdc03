package io.phasegate.reconciler.engine.inspect;

import static io.phasegate.reconciler.engine.error.ErrorCategory.AUTH;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INFRASTRUCTURE;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INVALID_SPEC;
import static io.phasegate.reconciler.engine.error.ErrorCategory.RESOURCE_EXHAUSTION;

import io.phasegate.reconciler.engine.error.ErrorCategory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the last lines of a log say about a failure (spec/engine.md 6.5). Not-found comes before
 * auth on purpose: Hugging Face answers 401 for a repository that does not exist.
 *
 * @param line the one that told
 */
record LogVerdict(ErrorCategory category, String reason, String line) {

  private record Group(ErrorCategory category, String reason, List<Words> patterns) {}

  /**
   * Some words, one behind the other in a line, whatever is between. Looked for one by one: a
   * regular expression would try all ways to meet them, and lines are long.
   */
  private record Words(List<String> lowerCase) {

    boolean areIn(String lowerCaseLine) {
      int from = 0;
      for (String word : lowerCase) {
        int at = lowerCaseLine.indexOf(word, from);
        if (at < 0) {
          return false;
        }
        from = at + word.length();
      }
      return true;
    }
  }

  private static final List<Group> GROUPS =
      List.of(
          group(
              INFRASTRUCTURE,
              "ClusterAccessError",
              "RBAC: ~ not found",
              "clusterrole ~ not found",
              "forbidden ~ cannot ~ resource",
              "serviceaccount ~ cannot"),
          group(
              INVALID_SPEC,
              "SourceNotFound",
              "Repository Not Found",
              "RepositoryNotFoundError",
              "404 ~ not ~ found",
              "not ~ found ~ 404",
              "NoSuchKey",
              "NoSuchBucket",
              "model ~ not ~ found",
              "file ~ not ~ found",
              "s3 ~ 404"),
          group(
              AUTH,
              "AuthError",
              "access ~ denied ~ s3",
              "s3 ~ 403",
              "InvalidAccessKeyId",
              "SignatureDoesNotMatch",
              "s3 ~ unauthorized",
              "aws ~ credentials ~ not ~ found",
              "NoCredentialProviders",
              "Access to model ~ is restricted",
              "Cannot access gated repo",
              "Invalid ~ token ~ huggingface",
              "huggingface ~ authentication ~ failed",
              "401 ~ Unauthorized ~ hf.co",
              "403 ~ Forbidden ~ hf.co"),
          group(
              RESOURCE_EXHAUSTION,
              "StorageFull",
              "no space left on device",
              "disk ~ full",
              "ENOSPC",
              "quota ~ exceeded",
              "storage ~ full"));

  private static Group group(ErrorCategory category, String reason, String... patterns) {
    return new Group(category, reason, Stream.of(patterns).map(LogVerdict::words).toList());
  }

  /** {@code a ~ b}: a, and b anywhere behind it in the same line; letters of either case. */
  private static Words words(String pattern) {
    return new Words(List.of(pattern.toLowerCase(Locale.ROOT).split(" ~ ", -1)));
  }

  /** The first group that any line belongs to. */
  static Optional<LogVerdict> of(List<String> lines) {
    List<String> lowerCase = lines.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
    for (Group group : GROUPS) {
      for (Words pattern : group.patterns()) {
        for (int i = 0; i < lines.size(); i++) {
          if (pattern.areIn(lowerCase.get(i))) {
            return Optional.of(
                new LogVerdict(group.category(), group.reason(), lines.get(i).strip()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
