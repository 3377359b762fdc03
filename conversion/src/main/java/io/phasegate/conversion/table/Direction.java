package io.phasegate.conversion.table;

import io.phasegate.conversion.ApiVersion;

/** Which way an object travels. */
enum Direction {
  TO_HUB {
    @Override
    ApiVersion source(ConversionTable table) {
      return table.spokeVersion();
    }

    @Override
    ApiVersion target(ConversionTable table) {
      return table.hubVersion();
    }

    @Override
    void move(Mapping line, Trip trip) {
      line.toHub(trip);
    }
  },
  TO_SPOKE {
    @Override
    ApiVersion source(ConversionTable table) {
      return table.hubVersion();
    }

    @Override
    ApiVersion target(ConversionTable table) {
      return table.spokeVersion();
    }

    @Override
    void move(Mapping line, Trip trip) {
      line.toSpoke(trip);
    }
  };

  abstract ApiVersion source(ConversionTable table);

  abstract ApiVersion target(ConversionTable table);

  abstract void move(Mapping line, Trip trip);
}
