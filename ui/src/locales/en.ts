import access from './en/access.json';
import app from './en/app.json';
import audit from './en/audit.json';
import customers from './en/customers.json';
import devices from './en/devices.json';
import lobby from './en/lobby.json';
import opening from './en/opening.json';
import organisation from './en/organisation.json';
import rules from './en/rules.json';
import shared from './en/shared.json';
import staffing from './en/staffing.json';
import voice from './en/voice.json';

export default {
  access,
  app,
  audit,
  customers,
  devices,
  lobby,
  opening,
  organisation,
  rules,
  shared,
  staffing,
  voice,
};
