package io.phasegate.testkit.contract;

/** A webhook's answer breaks the contract; the message has one line for each breach. */
public final class ContractBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ContractBroken(Verdict verdict) {
    super("the webhook's answer breaks the contract:\n" + verdict);
  }
}
