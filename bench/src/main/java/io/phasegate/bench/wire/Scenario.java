package io.phasegate.bench.wire;

import io.phasegate.bench.Specimen;
import io.phasegate.bench.Specimen.From;
import io.phasegate.bench.Specimen.Payload;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is sent. Each has requests of every sort, in turn: both versions, all payloads; three are
 * parts of validation. Objects have their keys sorted, as an API server sends them.
 */
enum Scenario {
  OBJECT_10K("1 x 10 kB", 0.65, false),
  OBJECT_2K("1 x 2 kB", 0.6, false),
  REVIEW_100("100 x 10 kB", 1, false),
  ADMISSION_10K("validate 10 kB", 0.65, false),
  ADMISSION_SPOKE("  of it, v1alpha1", 0.65, false),
  ADMISSION_HUB("  of it, v1beta1", 0.65, false),
  ADMISSION_JUDGED("  of it, new or edited", 0.65, false),
  NEW_CONNECTION("2 kB, new TLS connection each", 0.9, true);

  private static final Path USE_MOCKER = Path.of("spec.useMocker");

  private final String title;
  private final double target;
  private final boolean dialsEachTime;

  Scenario(String title, double target, boolean dialsEachTime) {
    this.title = title;
    this.target = target;
    this.dialsEachTime = dialsEachTime;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** Least ratio of ours to the contender's requests per second (issue 5, point 9). */
  double target() {
    return target;
  }

  /** Whether a connection serves one request only. */
  boolean dialsEachTime() {
    return dialsEachTime;
  }

  /** The requests. */
  List<Call> calls() {
    return switch (this) {
      case OBJECT_10K -> single(10_000);
      case OBJECT_2K, NEW_CONNECTION -> single(2_000);
      case REVIEW_100 -> reviews(100, 10_000);
      case ADMISSION_10K ->
          Stream.of(From.values()).flatMap(from -> writes(from, 10_000).stream()).toList();
      case ADMISSION_JUDGED ->
          Stream.of(From.values()).flatMap(from -> judged(from, 10_000).stream()).toList();
      case ADMISSION_SPOKE -> writes(From.V1ALPHA1, 10_000);
      case ADMISSION_HUB -> writes(From.V1BETA1, 10_000);
    };
  }

  private static List<Call> single(int size) {
    List<Call> calls = new ArrayList<>();
    for (From from : From.values()) {
      for (Payload payload : Payload.values()) {
        String object = JsonWriter.sortedText(Specimen.of(from, payload, size));
        calls.add(conversion(from, List.of(object)));
      }
    }
    return calls;
  }

  private static List<Call> reviews(int count, int size) {
    List<Call> calls = new ArrayList<>();
    for (From from : From.values()) {
      List<String> sorts = new ArrayList<>();
      for (Payload payload : Payload.values()) {
        sorts.add(JsonWriter.sortedText(Specimen.of(from, payload, size)));
      }
      calls.add(
          conversion(
              from, IntStream.range(0, count).mapToObj(i -> sorts.get(i % sorts.size())).toList()));
    }
    return calls;
  }

  private static Call conversion(From from, List<String> objects) {
    String uid = uid(from + " " + objects.hashCode());
    String desired = from.other().version().toString();
    String body =
        """
        {"kind":"ConversionReview","apiVersion":"apiextensions.k8s.io/v1","request":{"uid":"%s",\
        "desiredAPIVersion":"%s","objects":[%s]},"response":{"uid":"","convertedObjects":null,\
        "result":{"metadata":{}}}}\
        """
            .formatted(uid, desired, objects.stream().collect(Collectors.joining(",")));
    return Call.conversion(body, uid, desired, objects.size());
  }

  /** What is judged, and an update of a label, as controllers make, which is let through. */
  private static List<Call> writes(From from, int size) {
    List<Call> calls = new ArrayList<>(judged(from, size));
    calls.add(update(from, size, "metadata.labels.team"));
    return calls;
  }

  /** New objects in a version, and an edit of a spec. */
  private static List<Call> judged(From from, int size) {
    List<Call> calls = new ArrayList<>();
    for (Payload payload : Payload.values()) {
      String object = JsonWriter.sortedText(Specimen.of(from, payload, size));
      calls.add(write(from, "CREATE", object, "null"));
    }
    calls.add(update(from, size, "spec.model"));
    return calls;
  }

  private static Call update(From from, int size, String field) {
    // Without a status nothing is frozen.
    Draft before = Draft.of(Specimen.of(from, Payload.WRITTEN, size / 2).without("status"));
    Draft after = Draft.of(before.freeze());
    if (from == From.V1ALPHA1) {
      // An API server shows an old object without the defaults of a version it is not stored in.
      before.take(USE_MOCKER, USE_MOCKER.parent());
      after.put(USE_MOCKER, Json.Bool.FALSE);
    }
    after.put(Path.of(field), Json.text("another"));
    return write(
        from,
        "UPDATE",
        JsonWriter.sortedText(after.freeze()),
        JsonWriter.sortedText(before.freeze()));
  }

  private static Call write(From from, String operation, String object, String oldObject) {
    String uid = uid(from + operation + object.hashCode());
    String version = from.version().version();
    String body =
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"%s",\
        "kind":{"group":"nvidia.com","version":"%s","kind":"DynamoGraphDeploymentRequest"},\
        "resource":{"group":"nvidia.com","version":"%s","resource":"dynamographdeploymentrequests"},\
        "name":"request","namespace":"team","operation":"%s",\
        "userInfo":{"username":"ann","groups":["system:authenticated"]},\
        "object":%s,"oldObject":%s,"dryRun":false,\
        "options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"}}}\
        """
            .formatted(uid, version, version, operation, object, oldObject);
    return Call.validation(body, uid);
  }

  private static String uid(String seed) {
    return java.util
        .UUID
        .nameUUIDFromBytes(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }
}
