export const check = (name: string): string => `02-fuel-network.${name}`;
export const handler = (name: string): `file:${string}` => `file:course/02-fuel-network/scripts/src/fuel/${name}.ts`;
export const getPythonPath = (name: string): `file:${string}` => `file:course/02-fuel-network/python/${name}.py`;
export const GAS_STATION = [handler("gas-station-app"), getPythonPath("gas_station_app")] as const;
export const FUEL_PLANNING = [handler("fuel-planning-app"), getPythonPath("fuel_planning_app")] as const;
export const FUEL_TRUCK = [handler("fuel-truck-app"), getPythonPath("fuel_truck_app")] as const;
export const GIVEN = "file:course/02-fuel-network/given/names.ts";
export const ACCOUNT = "The seed's bucket carries the number of its own account; this one that of the learner's.";
