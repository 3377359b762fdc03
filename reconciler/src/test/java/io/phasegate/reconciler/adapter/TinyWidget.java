package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.widget.Widget;

/** One name that several objects have, one after the other. */
final class TinyWidget {

  private TinyWidget() {}

  static Widget tiny(String uid) {
    var widget = new Widget();
    widget.setMetadata(
        new ObjectMetaBuilder().withName("tiny").withNamespace("inference").withUid(uid).build());
    return widget;
  }
}
