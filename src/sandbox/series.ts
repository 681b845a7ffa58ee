/** A family of numbers that share their first digits, their place and their price (in paise). */
export interface Series {
  prefix: string;
  /** How the digits after the prefix start, where the series says so; otherwise the sandbox invents exchanges. */
  exchanges?: readonly string[];
  digits: number;
  region: string;
  monthly_fee: number;
  minimum_commitment_months?: number;
  aadhaar_verification_required?: true;
  /** How often it turns up in stock, compared with the others. */
  weight: number;
}

const landline = (prefix: string, region: string, weight: number, monthly_fee = 500_00): Series => ({
  prefix: `+91${prefix}`,
  digits: 10 - prefix.length,
  region,
  weight,
  monthly_fee,
});

// 1600 and 1601 go on with two digits for the circle and one for the operator.
const circles = ['113', '225', '334', '447'];

/** What is in stock, and how much of it. `region` is free text in the API: a state for some, a city for others. */
export const series: readonly Series[] = [
  landline('80', 'Karnataka', 280),
  landline('79', 'Gujarat', 140, 600_00),
  landline('22', 'Mumbai', 140),
  landline('11', 'Delhi', 120),
  landline('44', 'Tamil Nadu', 70),
  landline('40', 'Telangana', 60),
  landline('33', 'West Bengal', 50),
  landline('20', 'Maharashtra', 40),
  landline('484', 'Kerala', 9),
  landline('141', 'Rajasthan', 9),
  landline('422', 'Coimbatore', 8),
  landline('522', 'Uttar Pradesh', 8),
  landline('712', 'Nagpur', 7),
  landline('124', 'Haryana', 7),
  landline('172', 'Chandigarh', 6),
  landline('261', 'Gujarat', 6),
  landline('674', 'Odisha', 5),
  landline('731', 'Madhya Pradesh', 5),
  {
    prefix: '+9192',
    exchanges: ['4001', '4002', '4003', '4010'],
    digits: 8,
    region: 'Delhi',
    monthly_fee: 1000_00,
    minimum_commitment_months: 3,
    aadhaar_verification_required: true,
    weight: 40,
  },
  { prefix: '+91140', digits: 7, region: 'Delhi', monthly_fee: 599_00, weight: 5 },
  { prefix: '+911600', exchanges: circles, digits: 6, region: 'Delhi', monthly_fee: 599_00, weight: 3 },
  { prefix: '+911601', exchanges: circles, digits: 6, region: 'Mumbai', monthly_fee: 599_00, weight: 3 },
  { prefix: '+911800', digits: 7, region: 'India', monthly_fee: 1000_00, weight: 4 },
];
